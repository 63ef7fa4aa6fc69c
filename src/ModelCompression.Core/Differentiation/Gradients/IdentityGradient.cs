using ModelCompression.Tensors;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>What changes nothing when a model is used: dx = dy. Dropout must not be in training mode, and a Cast must be to float.</summary>
public sealed class IdentityGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Identity", "Dropout", "Cast"];

    public void Differentiate(GradientContext context)
    {
        if (context.Node.Is("Dropout") && context.Node.Input(2) is { } mode && mode.Constant?.ToInt64s() is not [0])
        {
            throw context.Unknown("it drops values at random");
        }

        if (context.Node.Is("Cast") && context.Node.Int("to", 0) != (long)ElementType.Float)
        {
            throw context.Unknown("it does not cast to float");
        }

        context.Give(0, context.Gradient);
    }
}
