namespace ModelCompression.Analysis;

/// <summary>What a hardware target asks of a quantized model. One literal per target; the defaults are what ONNX Runtime's CPU provider fuses on x64.</summary>
/// <param name="PairSafe">
/// True when no sum of two adjacent u8 x s8 products may leave 16 bits, so that CPUs without VNNI give the same results as all others.
/// </param>
public sealed record HardwareProfile(bool PairSafe)
{
    /// <summary>True when requantized sums and products must be rounded to the same integer by the kernels of every CPU.</summary>
    public bool RoundsAlike { get; init; }

    /// <summary>True when integer convolutions are faster on channels in fours.</summary>
    public bool AlignsChannels { get; init; }

    /// <summary>How 8-bit activations are stored.</summary>
    public ActivationGrid Activations { get; init; } = ActivationGrid.U8;

    /// <summary>True when activations of 16 bits are possible too.</summary>
    public bool HasWideActivations { get; init; }

    /// <summary>Narrower activation ranges are widened to this; a real number.</summary>
    public float MinRange { get; init; }

    /// <summary>True: biases are int32. False: they stay float.</summary>
    public bool HasIntegerBias { get; init; } = true;

    /// <summary>True: weights are stored as s8. False: as float, with QuantizeLinear and DequantizeLinear behind them, and the target quantizes them itself.</summary>
    public bool StoresIntegerWeights { get; init; } = true;

    /// <summary>True: results of quantized operators are quantized. False: only what quantized operators read.</summary>
    public bool QuantizesOutputs { get; init; } = true;

    /// <summary>True: that includes results only float code or the caller reads.</summary>
    public bool QuantizesResults { get; init; }

    /// <summary>True: of two operands of an Add, the one that did not come straight from a convolution is quantized, so that the target adds inside the convolution.</summary>
    public bool QuantizesResiduals { get; init; }

    /// <summary>True when MatMul with inputs of rank 3 and more runs on integers.</summary>
    public bool HasBatchedMatMul { get; init; }

    /// <summary>Convolutions with fewer channels (unless a multiple of 8) and products with a smaller side stay float; 0 for no limit.</summary>
    public int MinChannels { get; init; }

    /// <summary>The only operators that are quantized; null for all of the table.</summary>
    public IReadOnlyList<string>? Operators { get; init; }

    /// <summary>Element-wise operators the target has in integers beyond those of the table.</summary>
    public IReadOnlyList<string> MoreOperators { get; init; } = [];

    /// <summary>The only quantizers whose result the target runs; null for all.</summary>
    public IReadOnlyList<string>? Quantizers { get; init; }

    /// <summary>CPU classes on which ONNX Runtime's CPU provider fuses the same patterns; null for all.</summary>
    public IReadOnlyList<string>? FusedOn { get; init; }

    /// <summary>True when a machine of that class can show what the target makes of a model.</summary>
    public bool RunsOn(string cpuClass) => FusedOn?.Contains(cpuClass) != false;
}

/// <summary>A hardware target: one file of literal data.</summary>
public interface IHardwareTarget
{
    HardwareProfile Profile { get; }
}
