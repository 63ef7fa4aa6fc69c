using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Compression;

/// <summary>Options that are given and cannot do anything beside the others: an error where two contradict each other, a warning where the build can go on.</summary>
/// <param name="given">Option name to text, compared without case; white space means not given.</param>
/// <param name="options">The same, read.</param>
internal sealed class IdleOptions(IReadOnlyDictionary<string, string> given, CompressionOptions options)
{
    /// <exception cref="UserErrorException">MC0004: two options contradict each other.</exception>
    public void Report(IDiagnostics diagnostics)
    {
        RefuseContradictions();
        foreach (var message in Messages())
        {
            diagnostics.Report(Diagnostic.Warning(Codes.OptionWithoutEffect, message));
        }
    }

    private void RefuseContradictions()
    {
        if (options is { ScaleSearch: SearchedScales.All, Rounding: "Nearest" })
        {
            throw new UserErrorException(Codes.InvalidOption, "ScaleSearch 'All' needs a rounding by data, but Rounding 'Nearest' is given. Use Rounding 'Auto', or leave ScaleSearch out.");
        }

        if (IsGiven("ActivationSymmetry") && options.Node.ActivationSymmetry == Symmetry.Asymmetric && TargetRules.ProfileOf(new Catalog(), options).Activations.Symmetric)
        {
            throw new UserErrorException(Codes.InvalidOption,
                $"ActivationSymmetry 'Asymmetric' is not available for Target '{options.Target}', whose activations have no zero point. Use 'Symmetric', or leave it out.");
        }
    }

    private IEnumerable<string> Messages()
    {
        if (IsGiven("BlockSize") && !MayHaveBlocks())
        {
            yield return Idle("BlockSize", options.Node.BlockSize, "no weights are quantized in blocks. Add 'WeightOnly' to Quantization");
        }

        if (IsGiven("PruningAllocation") && options.Pruning == "None")
        {
            yield return Idle("PruningAllocation", options.PruningAllocation, "Pruning is 'None'. Name an importance criterion in Pruning");
        }

        if (options.CalibrationData.Length > 0)
        {
            yield break;
        }

        (string Name, string Value, bool NeedsData)[] learnt =
        [
            ("CalibrationSamples", options.CalibrationSamples.ToString(System.Globalization.CultureInfo.InvariantCulture), IsGiven("CalibrationSamples")),
            ("Calibrator", options.Calibrator, IsGiven("Calibrator") && options.Calibrator != "Auto"),
            ("Rounding", options.Rounding, options.Rounding is not ("Auto" or "Nearest")),
            ("ScaleSearch", $"{options.ScaleSearch}", options.ScaleSearch == SearchedScales.All),
            ("BiasCorrection", $"{options.BiasCorrection}", IsGiven("BiasCorrection") && options.BiasCorrection != BiasCorrection.None),
        ];
        foreach (var (name, value, _) in learnt.Where(option => option.NeedsData))
        {
            yield return Idle(name, value, "there is no CalibrationData to learn from. Give a data set of typical inputs");
        }
    }

    private static string Idle(string name, object value, string why) => FormattableString.Invariant($"{name} '{value}' has no effect: {why}, or leave {name} out.");

    /// <summary>By the recipe, by a rule, or because the search for the smallest file tries them.</summary>
    private bool MayHaveBlocks() => options.Quantization.Split('+').Contains("WeightOnly") || options.Rules.Any(rule => rule.Scheme == "WeightOnly") || options is { Quantization: "", Goal: "Size" };

    private bool IsGiven(string name) => given.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text);
}
