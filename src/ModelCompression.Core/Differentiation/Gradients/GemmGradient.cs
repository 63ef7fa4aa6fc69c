using ModelCompression.Ir;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>Y = α A' B' + β C, where ' transposes or not: dA' = α dY B'ᵀ, dB' = α A'ᵀ dY, dC = β dY, summed where C was broadcast.</summary>
public sealed class GemmGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Gemm"];

    public void Differentiate(GradientContext context)
    {
        var (node, dy) = (context.Node, context.Gradient);
        var alpha = node.Float("alpha", 1);
        var (isTransposedA, isTransposedB) = (node.Int("transA", 0) != 0, node.Int("transB", 0) != 0);
        if (context.Wants(0))
        {
            context.Give(0, isTransposedA
                ? Product(context, alpha, context.Input(1), isTransposedB, dy, true)
                : Product(context, alpha, dy, false, context.Input(1), !isTransposedB));
        }

        if (context.Wants(1))
        {
            context.Give(1, isTransposedB
                ? Product(context, alpha, dy, true, context.Input(0), isTransposedA)
                : Product(context, alpha, context.Input(0), !isTransposedA, dy, false));
        }

        if (context.Wants(2))
        {
            context.Give(2, context.Emit.Scale(Unbroadcast.To(context.Emit, context.Input(2), context.Output, dy), node.Float("beta", 1)));
        }
    }

    private static Value Product(GradientContext context, float alpha, Value a, bool isTransposedA, Value b, bool isTransposedB) => context.Emit.Call(
        "Gemm", [a, b], Attribute.Float("alpha", alpha), Attribute.Int("transA", isTransposedA ? 1 : 0), Attribute.Int("transB", isTransposedB ? 1 : 0));
}
