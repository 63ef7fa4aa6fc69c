using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks;

/// <summary>An item whose model was read.</summary>
internal sealed class PreparedModel(ModelItem item, OutputFiles files, ModelSignature signature)
{
    public ModelItem Item { get; } = item;

    public OutputFiles Files { get; } = files;

    public ModelSignature Signature { get; } = signature;
}
