namespace ModelCompression.Differentiation.Gradients;

/// <summary>The same elements in another shape: dx = dy in the shape of x.</summary>
public sealed class ReshapeGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Reshape", "Flatten", "Squeeze", "Unsqueeze"];

    public void Differentiate(GradientContext context) => context.Give(0, context.Emit.ReshapeLike(context.Gradient, context.Input(0)));
}
