namespace ModelCompression.Tasks.Signature;

/// <summary>What a model takes and gives, and which files it is made of; no weights.</summary>
public sealed class ModelSignature(
    long irVersion,
    IReadOnlyList<SignatureValue> inputs,
    IReadOnlyList<SignatureValue> outputs,
    IReadOnlyList<string> initializers,
    IReadOnlyList<string> externalDataLocations)
{
    /// <summary>The version of the file format; 0 when the file does not say.</summary>
    public long IrVersion { get; } = irVersion;

    /// <summary>The graph's inputs in the file's order, the optional ones included.</summary>
    public IReadOnlyList<SignatureValue> Inputs { get; } = inputs;

    /// <summary>The graph's outputs in the file's order.</summary>
    public IReadOnlyList<SignatureValue> Outputs { get; } = outputs;

    /// <summary>Names of the main graph's initializers, dense and sparse, in the file's order.</summary>
    public IReadOnlyList<string> Initializers { get; } = initializers;

    /// <summary>Distinct locations of external data as the file states them, in ordinal order: paths meant to be relative to the model's folder, unchecked.</summary>
    public IReadOnlyList<string> ExternalDataLocations { get; } = externalDataLocations;
}
