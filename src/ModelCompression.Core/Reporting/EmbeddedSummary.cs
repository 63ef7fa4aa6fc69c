using System.Text.Json;

namespace ModelCompression.Reporting;

/// <summary>The small JSON that is embedded beside the model, so that an app can say what it ships.</summary>
public static class EmbeddedSummary
{
    public static string Of(ModelReport report) => JsonSerializer.Serialize(
        report with { Output = null, Layers = [], Skipped = [], Preprocessing = null, Diagnostics = [], Data = [] },
        ModelReport.Json);
}
