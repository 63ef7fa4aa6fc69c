namespace ModelCompression.Quantization.Agreement;

/// <summary>
/// c = a + b on u8. With ra = sa / sc and rb = sb / sc, x64 kernels compute k + rb b + ra a with k = zc - (ra za + rb zb) in single precision: SSE rounds each step, AVX2
/// uses fused multiply-add, and an operand of one element joins k first. ARM64 kernels compute ((a - za) ma + (b - zb) mb) / 2^shift on integers, with the ratios
/// rounded to 22 bits and halves away from zero; ratios outside [2^-14, 2^8) are computed in single precision there. Source: ONNX Runtime 1.31, MLAS kernels qladd and
/// qladd_avx2.
/// </summary>
internal sealed class QuantizedSum : IPairArithmetic
{
    private const float MinFixedRatio = 1f / (1 << 14);
    private const float MaxFixedRatio = 1 << 8;
    private const int FixedBits = 21;
    private const double Rounding = 1.0 / (1 << 20); // a handful of half units in the last of 24 bits, or of the 22 of a fixed-point ratio

    private readonly ActivationParameters _a;
    private readonly ActivationParameters _b;
    private readonly ActivationParameters _c;
    private readonly float _ra;
    private readonly float _rb;
    private readonly float[] _constants;
    private readonly int _shift;
    private readonly bool _isFixed;

    public QuantizedSum(ActivationParameters a, ActivationParameters b, ActivationParameters c)
    {
        (_a, _b, _c) = (a, b, c);
        (_ra, _rb) = (a.Scale / c.Scale, b.Scale / c.Scale);
        var separate = c.ZeroPoint - ((_ra * a.ZeroPoint) + (_rb * b.ZeroPoint));
        _constants = [separate, c.ZeroPoint - MathF.FusedMultiplyAdd(_ra, a.ZeroPoint, _rb * b.ZeroPoint), c.ZeroPoint - MathF.FusedMultiplyAdd(_rb, b.ZeroPoint, _ra * a.ZeroPoint)];
        _isFixed = IsFixed(_ra) && IsFixed(_rb);
        _shift = _isFixed ? FixedBits - MathF.ILogB(MathF.Max(_ra, _rb)) : 0;
        Error = ((byte.MaxValue * ((double)_ra + _rb)) + byte.MaxValue) * Rounding;
    }

    public double Error { get; }

    public double Exact(int a, int b) => _c.ZeroPoint + ((((a - _a.ZeroPoint) * (double)_a.Scale) + ((b - _b.ZeroPoint) * (double)_b.Scale)) / _c.Scale);

    public bool Agrees(int a, int b)
    {
        var expected = _isFixed ? Fixed(a, b) : Kernel.Round(Scalar(a, b));
        foreach (var k in _constants)
        {
            var (ka, kb) = (k + (a * _ra), k + (b * _rb));
            if (Kernel.Round(MathF.FusedMultiplyAdd(a, _ra, MathF.FusedMultiplyAdd(b, _rb, k))) != expected
                || Kernel.Round(MathF.FusedMultiplyAdd(b, _rb, ka)) != expected
                || Kernel.Round(MathF.FusedMultiplyAdd(a, _ra, kb)) != expected
                || Kernel.Round(ka + (b * _rb)) != expected
                || Kernel.Round(kb + (a * _ra)) != expected)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFixed(float ratio) => ratio is >= MinFixedRatio and < MaxFixedRatio;

    private float Scalar(int a, int b) => (((_a.Scale * (a - _a.ZeroPoint)) + (_b.Scale * (b - _b.ZeroPoint))) / _c.Scale) + _c.ZeroPoint;

    private int Fixed(int a, int b)
    {
        var sum = ((a - _a.ZeroPoint) * Multiplier(_ra)) + ((b - _b.ZeroPoint) * Multiplier(_rb));
        sum -= sum < 0 ? 1 : 0; // makes the rounding shift round halves away from zero
        return (int)Math.Clamp(((sum + (1L << (_shift - 1))) >> _shift) + _c.ZeroPoint, 0, byte.MaxValue);
    }

    private long Multiplier(float ratio) => (long)MathF.Round(MathF.ScaleB(ratio, _shift), MidpointRounding.ToEven);
}
