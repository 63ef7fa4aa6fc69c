using ModelCompression.Inference;

namespace ModelCompression.Data.Importing;

/// <summary>What an importer knows of the model.</summary>
/// <param name="Inputs">The required ones.</param>
/// <param name="Metadata">Texts that the exporter left in the file, by name.</param>
public sealed record ModelSignature(IReadOnlyList<Port> Inputs, IReadOnlyList<Port> Outputs, IReadOnlyDictionary<string, string> Metadata);
