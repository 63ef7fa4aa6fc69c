using ModelCompression.Compression.Locking;

namespace ModelCompression.Compression;

/// <summary>One model to compress.</summary>
/// <param name="Name">How messages and reports call the model, for example <c>models/digits.onnx</c>.</param>
/// <param name="ModelPath">Absolute path of the original.</param>
/// <param name="OutputPath">Absolute path of the result.</param>
/// <param name="Options">Checked options.</param>
/// <param name="ProjectFolder">Absolute folder that reported data paths are relative to.</param>
/// <param name="KeepOutputOnFailure">
/// True leaves an existing output alone when the gate fails (command line); false removes it, so that a failed build ships nothing.
/// </param>
/// <param name="CacheOnly">True: nothing is computed; what is not in the cache is an error.</param>
public sealed record CompressionRequest(
    string Name,
    string ModelPath,
    string OutputPath,
    CompressionOptions Options,
    string ProjectFolder,
    bool KeepOutputOnFailure,
    bool CacheOnly = false)
{
    /// <summary>What is done with the lock file beside the model.</summary>
    public LockMode Lock { get; init; }

    /// <summary>True when validation data that are named but not there are an error; false when the result then is not gated.</summary>
    public bool RequiresData { get; init; } = true;

    /// <summary>True when they were left out because they are not there.</summary>
    public bool IsDataMissing { get; init; }

    /// <summary>A path for messages and reports: relative to the project, with slashes.</summary>
    public string Relative(string path) => Path.GetRelativePath(ProjectFolder, path).Replace('\\', '/');
}
