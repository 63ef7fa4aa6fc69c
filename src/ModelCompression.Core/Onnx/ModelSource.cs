using ModelCompression.Diagnostics;

namespace ModelCompression.Onnx;

/// <summary>Where a model comes from: the file messages name, and the folder external data must be in. Both are null for a model in memory.</summary>
internal sealed record ModelSource(string? Path, string? Folder)
{
    /// <summary>Locations of external data seen so far, as written in the model.</summary>
    public SortedSet<string> ExternalLocations { get; } = new(StringComparer.Ordinal);

    /// <summary>MC2002: the content breaks the format. <paramref name="what"/> is a sentence without its full stop.</summary>
    public UserErrorException Invalid(string what, Exception? inner = null) =>
        new(Codes.InvalidModel, $"The file is not a valid ONNX model: {what}. Export the model again, or check it with the tool that wrote it.", Path, inner);

    /// <summary>MC2010: external data is missing or unsafe.</summary>
    public UserErrorException InvalidExternalData(string what, Exception? inner = null) =>
        new(Codes.InvalidExternalData, $"{what}. External data must be plain files in the model's own folder, exactly as the exporter wrote them.", Path, inner);
}
