using ModelCompression.Compression;

namespace ModelCompression.Benchmarks;

/// <summary>Arguments of <c>recovery</c>.</summary>
/// <param name="Model">Absolute path of the original.</param>
/// <param name="Options">Option name to text: what all rows of the table share.</param>
/// <param name="Variants">Rows asked for, each as options that differ; empty for one row per strategy.</param>
internal sealed record RecoveryArguments(string Model, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Variants)
{
    public const string Usage = "recovery MODEL --calibration-data PATH --validation-data PATH [--preprocess SPEC] [--metric NAME] [--OPTION VALUE]... [--variant NAME=VALUE,...]...";

    /// <summary>Null when the arguments are not those of <see cref="Usage"/>. Options are those of the command line of <c>compress</c>.</summary>
    public static RecoveryArguments? Parse(ReadOnlySpan<string> arguments, OptionDefinitions definitions)
    {
        if (arguments.Length % 2 == 0)
        {
            return null;
        }

        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var variants = new List<string>();
        for (var i = 1; i < arguments.Length; i += 2)
        {
            if (arguments[i] == "--variant")
            {
                variants.Add(arguments[i + 1]);
            }
            else if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || definitions.Find(arguments[i].Replace("-", "", StringComparison.Ordinal)) is not { } option)
            {
                return null;
            }
            else
            {
                options[option.Name] = arguments[i + 1];
            }
        }

        return options.ContainsKey("CalibrationData") && options.ContainsKey("ValidationData") ? new RecoveryArguments(Path.GetFullPath(arguments[0]), options, variants) : null;
    }
}
