namespace ModelCompression.Differentiation.Gradients;

/// <summary>What picks, repeats or drops elements by position: dy is added up at the elements it came from.</summary>
public sealed class GatherGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Gather", "GatherElements", "GatherND", "Tile"];

    public void Differentiate(GradientContext context)
    {
        var node = context.Node;
        context.Give(0, MovedElements.Gradient(
            context.Emit, context.Input(0), context.Gradient, numbers => context.Emit.Call(node.OpType, [numbers, .. node.Inputs.Skip(1)], [.. node.Attributes])));
    }
}
