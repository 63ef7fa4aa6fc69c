using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// y = scale (x - mean) / √(var + ε) + bias with stored statistics: dx = dy scale / √(var + ε), dscale = sum of dy (x - mean) / √(var + ε), dbias = sum of dy over all but
/// the channels. The statistics are taken as given.
/// </summary>
public sealed class BatchNormalizationGradient : IOperatorGradient
{
    private const float DefaultEpsilon = 1e-5f;

    public IReadOnlyList<string> Operators => ["BatchNormalization"];

    public void Differentiate(GradientContext context)
    {
        if (context.Node.Int("training_mode", 0) != 0)
        {
            throw context.Unknown("it is in training mode");
        }

        var (emit, dy) = (context.Emit, context.Gradient);
        var rank = context.Dims(0).Count;
        long[] others = [0, .. Enumerable.Range(2, rank - 2).Select(axis => (long)axis)];
        var root = emit.Call("Sqrt", [emit.Add(context.Input(4), emit.Scalar(context.Node.Float("epsilon", DefaultEpsilon)))]);
        if (context.Wants(0))
        {
            context.Give(0, emit.Mul(dy, Channels(emit.Div(context.Input(1), root))));
        }

        if (context.Wants(1))
        {
            var centered = emit.Sub(context.Input(0), Channels(context.Input(3)));
            context.Give(1, emit.Div(emit.Sum(emit.Mul(dy, centered), keepDims: false, others), root));
        }

        if (context.Wants(2))
        {
            context.Give(2, emit.Sum(dy, keepDims: false, others));
        }

        Value Channels(Value value) => rank == 2 ? value : emit.Reshape(value, [-1, .. Enumerable.Repeat(1L, rank - 2)]);
    }
}
