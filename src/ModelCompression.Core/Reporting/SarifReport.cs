using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelCompression.Reporting;

/// <summary>The diagnostics in SARIF 2.1.0 (OASIS 2020), which code scanning and editors read: one rule a code, one result a diagnostic, at the model's file.</summary>
internal static class SarifReport
{
    private const int MostText = 4000;

    public static string Of(ModelReport report)
    {
        var codes = report.Diagnostics.Select(item => item.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "ModelCompression.Build",
                    ["version"] = report.Versions?.Tool ?? "",
                    ["rules"] = new JsonArray([.. codes.Select(code => (JsonNode)new JsonObject { ["id"] = code })]),
                },
            },
            ["results"] = new JsonArray([.. report.Diagnostics.Select(item => (JsonNode)Result(report, item))]),
        };
        var log = new JsonObject { ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json", ["version"] = "2.1.0", ["runs"] = new JsonArray(run) };
        return ModelReport.SafeJson(log.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" })) + "\n";
    }

    private static JsonObject Result(ModelReport report, DiagnosticReport item) => new()
    {
        ["ruleId"] = item.Code,
        ["level"] = item.Severity is "error" or "warning" ? item.Severity : "note",
        ["message"] = new JsonObject { ["text"] = MarkdownText.Cut(item.Message, MostText) },
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Uri.EscapeDataString(report.Model).Replace("%2F", "/", StringComparison.Ordinal) } },
        }),
    };
}
