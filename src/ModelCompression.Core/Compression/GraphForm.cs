using ModelCompression.Analysis;

namespace ModelCompression.Compression;

/// <summary>
/// What a recipe needs of the float graph before it is planned. Integer operators only go with float, and below opset 13 those that only move values have no integer form;
/// a recipe that only stores weights leaves both as they are.
/// </summary>
/// <param name="Raised">The opset is one in which every operator that can be has an integer form, and products have weights of their own.</param>
/// <param name="Widened">What is computed in float16 is computed in float.</param>
/// <param name="Aligned">First convolutions have the channels that fast integer kernels need.</param>
internal readonly record struct GraphForm(bool Raised, bool Widened, bool Aligned)
{
    private static readonly string[] Raising = ["Static", "Dynamic"];
    private static readonly string[] Widening = ["Static", "Dynamic", "WeightOnly"];

    /// <param name="target">Accelerators compute float16 themselves, so for them it stays.</param>
    public static GraphForm Of(CompressionOptions options, bool hasCalibration, HardwareProfile target)
    {
        var schemes = ResolvedRecipe.Quantizers(options, hasCalibration).Concat(options.Rules.Select(rule => rule.Scheme)).OfType<string>().ToList();
        return new GraphForm(schemes.Any(Raising.Contains), target.Quantizers is null && schemes.Any(Widening.Contains), target.AlignsChannels && schemes.Contains("Static"));
    }
}
