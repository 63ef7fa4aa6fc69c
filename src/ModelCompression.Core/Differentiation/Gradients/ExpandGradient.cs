namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy summed over what was repeated.</summary>
public sealed class ExpandGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Expand"];

    public void Differentiate(GradientContext context) => context.GiveBroadcast(0, context.Gradient);
}
