using ModelCompression.Analysis;

namespace ModelCompression.Quantization;

/// <summary>What shares one weight scale.</summary>
public enum Granularity
{
    PerTensor,
    PerChannel,
    PerBlock,
}

/// <summary>Whether a grid has a zero point.</summary>
public enum Symmetry
{
    Symmetric,
    Asymmetric,
}

/// <summary>How one node is to be quantized: the options of the model, changed by the rules of the recipe that match the node.</summary>
public sealed record NodeSettings
{
    /// <summary>Bits of the weight grid, 4 to 8.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>Bits of activations, 8 or 16.</summary>
    public int ActivationBits { get; init; } = 8;

    public Symmetry WeightSymmetry { get; init; } = Symmetry.Symmetric;

    public Symmetry ActivationSymmetry { get; init; } = Symmetry.Asymmetric;

    public Granularity Granularity { get; init; } = Granularity.PerChannel;

    /// <summary>Weights that share a scale when <see cref="Granularity"/> is per block; a power of two.</summary>
    public int BlockSize { get; init; } = 32;

    /// <summary>Id of the calibrator for the node's outputs (and for graph inputs it reads).</summary>
    public string Calibrator { get; init; } = "Auto";

    /// <summary>Id of the calibrator that decides how far weights are clipped; MinMax clips nothing.</summary>
    public string WeightCalibrator { get; init; } = "MinMax";

    /// <summary>Id of the only quantizer that may take the node; empty for any.</summary>
    public string Scheme { get; init; } = "";

    public bool PerChannel => Granularity != Granularity.PerTensor;

    /// <summary>How the node's outputs are stored: as the target asks, in the bits and with the zero point that are set.</summary>
    public ActivationGrid Activations(HardwareProfile target)
    {
        var grid = ActivationSymmetry == Symmetry.Symmetric ? target.Activations with { Symmetric = true } : target.Activations;
        return ActivationBits == 16 && target.HasWideActivations ? grid.Widened : grid;
    }
}
