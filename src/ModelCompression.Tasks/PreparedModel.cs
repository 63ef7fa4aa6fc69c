using ModelCompression.Runtime.Images;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks;

/// <summary>An item whose model was read.</summary>
/// <param name="images">How inputs are made of images, by the model's name of the input.</param>
internal sealed class PreparedModel(ModelItem item, OutputFiles files, ModelSignature signature, IReadOnlyDictionary<string, ImageSpec> images)
{
    public ModelItem Item { get; } = item;

    public OutputFiles Files { get; } = files;

    public ModelSignature Signature { get; } = signature;

    public IReadOnlyDictionary<string, ImageSpec> Images { get; } = images;
}
