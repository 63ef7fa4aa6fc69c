namespace ModelCompression.Tasks.Protocol;

/// <summary>An item of a request to the engine; absolute paths, metadata as the user wrote them.</summary>
internal sealed class RequestItem(string id, string model, string output, string summary, string reportDirectory, IReadOnlyList<KeyValuePair<string, string>> metadata)
{
    public string Id { get; } = id;

    public string Model { get; } = model;

    public string Output { get; } = output;

    public string Summary { get; } = summary;

    public string ReportDirectory { get; } = reportDirectory;

    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; } = metadata;
}
