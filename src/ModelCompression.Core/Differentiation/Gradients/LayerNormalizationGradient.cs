using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// y = scale n + bias with n = (x - mean) / √(var + ε) over the axes from <c>axis</c> on: with g = dy scale, dx = (g - mean(g) - n mean(g n)) / √(var + ε);
/// dscale = dy n and dbias = dy, summed where they were broadcast (Ba et al., "Layer Normalization").
/// </summary>
public sealed class LayerNormalizationGradient : IOperatorGradient
{
    private const float DefaultEpsilon = 1e-5f;

    public IReadOnlyList<string> Operators => ["LayerNormalization"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        var rank = context.Dims(0).Count;
        var first = GradientContext.Axis(context.Node.Int("axis", -1), rank);
        long[] axes = [.. Enumerable.Range(first, rank - first).Select(axis => (long)axis)];
        var centered = emit.Sub(x, emit.Mean(x, axes));
        var variance = emit.Mean(emit.Mul(centered, centered), axes);
        var root = emit.Call("Sqrt", [emit.Add(variance, emit.Scalar(context.Node.Float("epsilon", DefaultEpsilon)))]);
        var normal = emit.Div(centered, root);
        if (context.Wants(0))
        {
            var scaled = emit.Mul(dy, context.Input(1));
            var along = emit.Mul(normal, emit.Mean(emit.Mul(scaled, normal), axes));
            context.Give(0, emit.Div(emit.Sub(emit.Sub(scaled, emit.Mean(scaled, axes)), along), root));
        }

        if (context.Wants(1))
        {
            context.GiveBroadcast(1, emit.Mul(dy, normal));
        }

        if (context.Wants(2))
        {
            context.GiveBroadcast(2, dy);
        }
    }
}
