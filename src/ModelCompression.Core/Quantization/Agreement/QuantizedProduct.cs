namespace ModelCompression.Quantization.Agreement;

/// <summary>
/// c = a b on u8. Kernels compute zc + r p in single precision, with p = (a - za)(b - zb) exact and r = sa sb / sc, in two steps or as a fused multiply-add. Source: ONNX
/// Runtime 1.31, MLAS kernel qlmul.
/// </summary>
internal sealed class QuantizedProduct(ActivationParameters a, ActivationParameters b, ActivationParameters c) : IPairArithmetic
{
    private const double Rounding = 1.0 / (1 << 21);

    private readonly float _ratio = a.Scale * b.Scale / c.Scale;

    public double Error { get; } = ((byte.MaxValue * (double)byte.MaxValue * a.Scale * b.Scale / c.Scale) + byte.MaxValue) * Rounding;

    public double Exact(int x, int y) => c.ZeroPoint + (Product(x, y) * (double)a.Scale * b.Scale / c.Scale);

    public bool Agrees(int x, int y)
    {
        float product = Product(x, y);
        return Kernel.Round((product * _ratio) + c.ZeroPoint) == Kernel.Round(MathF.FusedMultiplyAdd(product, _ratio, c.ZeroPoint));
    }

    private int Product(int x, int y) => (x - a.ZeroPoint) * (y - b.ZeroPoint);
}
