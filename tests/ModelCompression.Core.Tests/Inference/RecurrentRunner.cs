using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Inference;

/// <summary>A "model" of two samples a frame: <c>t = 0.5 s + x[0] + x[1]</c>, output <c>y = t</c> of shape 1x1, state output <c>t</c>, and <c>z</c> without a batch axis. Its results share one buffer.</summary>
internal sealed class RecurrentRunner : IModelRunner
{
    private readonly byte[] _buffer = new byte[sizeof(float)];

    public int Runs { get; private set; }

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<Port> Inputs { get; } = [new("x", null), new("s", new TensorType(ElementType.Float, [Dimension.Of(1)]))];

    public IReadOnlyList<Port> Outputs { get; } = [new("t", null), new("y", null), new("z", null)];

    public IReadOnlyList<TensorData> Run(Sample sample)
    {
        Runs++;
        var x = sample.Inputs["x"].AsSpan<float>();
        BitConverter.TryWriteBytes(_buffer, (0.5f * sample.Inputs["s"].AsSpan<float>()[0]) + x[0] + x[1]);
        return [new TensorData(ElementType.Float, new Shape(1), _buffer), new TensorData(ElementType.Float, new Shape(1, 1), _buffer), new TensorData(ElementType.Float, Shape.Scalar, _buffer)];
    }

    public void Dispose() => IsDisposed = true;
}
