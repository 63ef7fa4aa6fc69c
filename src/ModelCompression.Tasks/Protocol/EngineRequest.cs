using System.Globalization;
using ModelCompression.Tasks.Json;

namespace ModelCompression.Tasks.Protocol;

/// <summary>The request file of the engine, schema 1.</summary>
internal sealed class EngineRequest(string mode, string projectDirectory, string cacheDirectory, int maxThreads, IReadOnlyList<RequestItem> items)
{
    public IReadOnlyList<RequestItem> Items { get; } = items;

    /// <summary>Verify, Update, Off, or empty for the default.</summary>
    public string LockMode { get; set; } = "";

    /// <summary>Whether this is a build server.</summary>
    public bool ContinuousIntegration { get; set; }

    public string ToJson() => JsonText.Object(
    [
        Member("schema", "1"),
        Text("mode", mode),
        Text("projectDirectory", projectDirectory),
        Text("cacheDirectory", cacheDirectory),
        Member("maxThreads", maxThreads.ToString(CultureInfo.InvariantCulture)),
        Text("lockMode", LockMode),
        Member("continuousIntegration", ContinuousIntegration ? "true" : "false"),
        Member("items", "[" + string.Join(",", Items.Select(ToJson)) + "]"),
    ]);

    private static string ToJson(RequestItem item) => JsonText.Object(
    [
        Text("id", item.Id),
        Text("model", item.Model),
        Text("output", item.Output),
        Text("summary", item.Summary),
        Text("reportDirectory", item.ReportDirectory),
        Member("metadata", JsonText.Object(item.Metadata.Select(metadatum => Text(metadatum.Key, metadatum.Value)))),
    ]);

    private static KeyValuePair<string, string> Member(string name, string json) => new(name, json);

    private static KeyValuePair<string, string> Text(string name, string value) => new(name, JsonText.Quote(value));
}
