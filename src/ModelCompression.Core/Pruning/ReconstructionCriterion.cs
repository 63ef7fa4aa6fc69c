using ModelCompression.Analysis;

namespace ModelCompression.Pruning;

/// <summary>
/// What the layer's output loses when a weight goes and the others of its row take that up: w² / [H⁻¹]ii with H the second moments of the layer's inputs (optimal brain
/// surgeon; Hassibi and Stork 1993, Frantar and Alistarh 2022). How many weights each layer gives up is decided by their size before; which ones, and what the others become,
/// layer by layer in <see cref="Reconstruction.SparseReconstruction"/>.
/// </summary>
[Strategy("Reconstruction", "Weights whose part the others of the layer can take up, by calibration data (OBS), which are then fitted anew.")]
public sealed class ReconstructionCriterion : IImportanceCriterion
{
    public bool NeedsData => true;

    public bool FitsWeights => true;

    public float[] Score(PrunableWeight weight, WeightFacts facts) => new MagnitudeCriterion().Score(weight, facts);

    public double[]? ScoreChannels(ChannelFacts facts) => null;
}
