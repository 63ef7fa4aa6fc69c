namespace ModelCompression.Quantization;

/// <summary>How a layer of a written file came out, for the report; null is what does not apply or was not measured.</summary>
public sealed record LayerFacts
{
    /// <summary>Smallest value the quantized result can have.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value the quantized result can have.</summary>
    public double? Max { get; init; }

    /// <summary>Step of the quantized result.</summary>
    public double? Scale { get; init; }

    /// <summary>Integer that stands for zero.</summary>
    public int? ZeroPoint { get; init; }

    /// <summary>Id of the calibrator the range is from.</summary>
    public string? Calibrator { get; init; }

    /// <summary>Signal-to-noise ratio of the stored weights, in dB.</summary>
    public double? WeightDecibels { get; init; }

    /// <summary>Signal-to-noise ratio of the result on a few samples, errors of the layers before included, in dB.</summary>
    public double? OutputDecibels { get; init; }

    /// <summary>Operator the runtime makes of it; null where this machine does not run the target.</summary>
    public string? Runtime { get; init; }
}
