using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;

namespace ModelCompression.Layerwise;

/// <summary>Exchanges the constant a node reads; the old one goes when nothing else uses it.</summary>
internal static class ConstantInputs
{
    public static void Replace(GraphEditor edit, Use use, TensorData data)
    {
        var old = use.Node.Input(use.Index) ?? throw new InvalidOperationException($"{use.Node} has no input {use.Index}.");
        use.Node.SetInput(use.Index, edit.Constant(old.Name, data));
        if (old is { Uses.Count: 0, IsGraphOutput: false, IsGraphInput: false, Owner: { } owner })
        {
            owner.RemoveInitializer(old);
        }
    }
}
