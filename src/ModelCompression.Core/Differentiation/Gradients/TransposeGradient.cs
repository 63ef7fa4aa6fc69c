namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy with the axes in their old order.</summary>
public sealed class TransposeGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Transpose"];

    public void Differentiate(GradientContext context)
    {
        var rank = context.Dims(0).Count;
        var order = context.Node.Ints("perm") ?? [.. Enumerable.Range(0, rank).Select(axis => (long)(rank - 1 - axis))];
        context.Give(0, context.Emit.Transpose(context.Gradient, [.. Enumerable.Range(0, rank).Select(axis => (long)Array.IndexOf(order, axis))]));
    }
}
