using ModelCompression.Runtime.Images;

namespace ModelCompression.Tasks.Accessor;

/// <summary>What an accessor is called and where it finds its model.</summary>
/// <param name="className">The class, see <see cref="Identifiers.IsClass"/>.</param>
/// <param name="namespace">Its namespace, see <see cref="Identifiers.IsNamespace"/>; empty for the global one.</param>
/// <param name="access"><c>internal</c> or <c>public</c>, in any case.</param>
/// <param name="resourceName">Name of the embedded resource with the model; not used when there is a file path.</param>
/// <param name="summaryResourceName">Name of the embedded resource with the summary of the compression, a JSON object with a property <c>summary</c>; it may be missing from the assembly.</param>
/// <param name="modelDisplayName">How comments name the model, for example its path in the project.</param>
/// <param name="originalSizeBytes">Size of the original model in bytes.</param>
/// <param name="filePath">Path of the model relative to the application's folder, with slashes, when it is shipped as a file; null when it is embedded.</param>
public sealed class AccessorOptions(
    string className,
    string @namespace,
    string access,
    string resourceName,
    string summaryResourceName,
    string modelDisplayName,
    long originalSizeBytes,
    string? filePath = null)
{
    public string ClassName { get; } = className;

    public string Namespace { get; } = @namespace;

    public string Access { get; } = access;

    public string ResourceName { get; } = resourceName;

    public string SummaryResourceName { get; } = summaryResourceName;

    public string ModelDisplayName { get; } = modelDisplayName;

    public long OriginalSizeBytes { get; } = originalSizeBytes;

    public string? FilePath { get; } = filePath;

    /// <summary>How inputs are made of images, by the model's name of the input.</summary>
    internal IReadOnlyDictionary<string, ImageSpec> Images { get; init; } = new Dictionary<string, ImageSpec>();

    /// <summary>How comments name the preprocessing spec.</summary>
    internal string SpecDisplayName { get; init; } = "";
}
