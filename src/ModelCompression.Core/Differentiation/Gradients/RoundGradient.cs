namespace ModelCompression.Differentiation.Gradients;

/// <summary>What changes in jumps alone: dx = 0.</summary>
public sealed class RoundGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Round", "Floor", "Ceil", "Sign"];

    public void Differentiate(GradientContext context)
    {
        _ = context.Gradient;
        context.GiveZero(0);
    }
}
