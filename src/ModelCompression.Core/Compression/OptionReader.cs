using System.Globalization;
using System.Text.RegularExpressions;
using ModelCompression.Analysis;
using ModelCompression.Compression.Recipes;
using ModelCompression.Data.Importing;
using ModelCompression.Diagnostics;
using ModelCompression.Evaluation.Resampling;
using ModelCompression.Metrics;
using ModelCompression.Pruning;
using ModelCompression.Quantization.Rounding;
using ModelCompression.Quantization;

namespace ModelCompression.Compression;

/// <summary>Reads options from text: metadata of an item or options of the command line.</summary>
public sealed class OptionReader(OptionDefinitions definitions, IDiagnostics diagnostics)
{
    private static readonly (string Suffix, long Factor)[] Units = [("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1)];

    /// <param name="values">Option name to text; names and choices are compared without case.</param>
    /// <param name="folder">Absolute folder that relative paths start from.</param>
    /// <exception cref="UserErrorException">MC0004: a value is not allowed; MC2013: the recipe file is invalid.</exception>
    public CompressionOptions Read(IReadOnlyDictionary<string, string> values, string folder)
    {
        var given = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);
        WarnAboutTypos(given.Keys);
        var recipe = given.GetValueOrDefault("Recipe", "");
        return recipe.Length == 0 || recipe.Equals("Auto", StringComparison.OrdinalIgnoreCase) ? Read(given, "Auto", [], folder) : ReadWithFile(given, recipe, folder);
    }

    /// <summary>What the file says counts where nothing else is given; an error about it names the file.</summary>
    private CompressionOptions ReadWithFile(Dictionary<string, string> given, string recipe, string folder)
    {
        var path = Path.GetFullPath(recipe, folder);
        var content = RecipeFile.Read(path, definitions);
        var added = content.Values.Where(option => given.TryAdd(option.Key, option.Value)).Select(option => option.Key).ToList();
        try
        {
            return Read(given, recipe, content.Rules, folder);
        }
        catch (UserErrorException error) when (error.Diagnostic.Code == Codes.InvalidOption)
        {
            var message = error.Diagnostic.Message;
            var fromFile = added.Where(name => Regex.IsMatch(message, $@"\b{name}\b")).ToList();
            throw fromFile.Count == 0 ? error : new UserErrorException(Codes.InvalidOption, $"{message} The recipe file '{Path.GetFileName(path)}' sets {string.Join(" and ", fromFile)}.", path, error);
        }
    }

    private CompressionOptions Read(Dictionary<string, string> given, string recipe, IReadOnlyList<RecipeRule> rules, string folder)
    {
        var options = new CompressionOptions
        {
            Recipe = recipe,
            Goal = Choice(given, "Goal"),
            Target = Choice(given, "Target"),
            AccuracyControl = Choice(given, "AccuracyControl") == "true",
            MaxTime = TimeSpan.FromMinutes(Number(given, "MaxMinutes") ?? 0),
            Seed = (int)(Number(given, "Seed") ?? 0),
            Quantization = Choices(given, "Quantization"),
            Node = ReadNode(given),
            Rules = rules,
            CrossLayerEqualization = Flag(given, "CrossLayerEqualization"),
            BiasCorrection = Choice(given, "BiasCorrection") is var correction && correction == "Auto" ? null : Enum.Parse<BiasCorrection>(correction),
            Rounding = Choice(given, "Rounding"),
            ScaleSearch = Enum.Parse<SearchedScales>(Choice(given, "ScaleSearch")),
            SmoothQuant = Flag(given, "SmoothQuant"),
            Pruning = Choice(given, "Pruning"),
            PruningPattern = Choice(given, "PruningPattern"),
            PruningAllocation = Choice(given, "PruningAllocation"),
            Sparsity = Number(given, "Sparsity"),
            CalibrationData = FilePath(given, "CalibrationData", folder),
            CalibrationSamples = (int)(Number(given, "CalibrationSamples") ?? 512),
            ValidationData = FilePath(given, "ValidationData", folder),
            Preprocess = Text(given, Definition("Preprocess")).Equals(SpecImporters.Metadata, StringComparison.OrdinalIgnoreCase) ? SpecImporters.Metadata : FilePath(given, "Preprocess", folder),
            Labels = FilePath(given, "Labels", folder),
            Metric = Choice(given, "Metric"),
            MaxMetricDrop = Number(given, "MaxMetricDrop") ?? 0,
            MinMetric = Number(given, "MinMetric"),
            MaxSizeBytes = (long?)Number(given, "MaxSize"),
            Confidence = Number(given, "Confidence") ?? 0.95,
            MaxClassDrop = Number(given, "MaxClassDrop"),
            Selection = Choice(given, "Selection"),
            Resampling = new ResamplingSettings((int)(Number(given, "Folds") ?? 5), (int)(Number(given, "Subsets") ?? 10), Number(given, "SubsetSize") ?? 0.5, (int)(Number(given, "Seed") ?? 0)),
            GatePolicy = Choice(given, "GatePolicy"),
            GateSeverity = Choice(given, "GateSeverity"),
        };
        CheckTheRest(given);
        CheckTogether(options);
        CheckLimit(given, options);
        CheckBlocks(options);
        new IdleOptions(given, options).Report(diagnostics);
        return options;
    }

    private NodeSettings ReadNode(Dictionary<string, string> given) => new()
    {
        WeightBits = (int)(Number(given, "WeightBits") ?? 8),
        ActivationBits = (int)(Number(given, "ActivationBits") ?? 8),
        WeightSymmetry = Enum.Parse<Symmetry>(Choice(given, "WeightSymmetry")),
        ActivationSymmetry = Enum.Parse<Symmetry>(Choice(given, "ActivationSymmetry")),
        Granularity = Enum.Parse<Granularity>(Choice(given, "Granularity")),
        BlockSize = (int)(Number(given, "BlockSize") ?? 32),
        Calibrator = Choice(given, "Calibrator"),
        WeightCalibrator = Choice(given, "WeightCalibrator"),
    };

    private static void CheckTogether(CompressionOptions options)
    {
        if (options.Pruning != "None" && options.Sparsity is null)
        {
            throw new UserErrorException(Codes.InvalidOption, $"Pruning '{options.Pruning}' needs Sparsity, the share of weights to remove (for example 0.5).");
        }

        if (options.Pruning != "None" && options.CalibrationData.Length == 0 && new Catalog().Create<IImportanceCriterion>(options.Pruning).NeedsData)
        {
            throw new UserErrorException(Codes.InvalidOption, $"Pruning '{options.Pruning}' needs CalibrationData to see what the weights do. Give a data set of typical inputs, or use 'Magnitude'.");
        }

        if (options is { PruningPattern: "Channel", Pruning: not "None", CalibrationData.Length: 0 })
        {
            throw new UserErrorException(Codes.InvalidOption, "PruningPattern 'Channel' needs CalibrationData: the layers that are left are fitted to what they gave before. Give a data set of typical inputs, or use 'Unstructured'.");
        }

        if (options.Pruning == "None" && options.Sparsity is not null)
        {
            throw new UserErrorException(Codes.InvalidOption, "Sparsity is given, but Pruning is 'None'. Name an importance criterion in Pruning (for example Magnitude), or leave Sparsity out.");
        }

        if (options.Quantization.Split('+').Contains("Static") && options.CalibrationData.Length == 0)
        {
            throw new UserErrorException(Codes.InvalidOption, $"Quantization '{options.Quantization}' needs CalibrationData for 'Static'. Give a data set of typical inputs, or use 'Dynamic' or 'Float16'.");
        }

        if (options.CrossLayerEqualization == true && !FloatEqualization.IsOn(options, options.CalibrationData.Length > 0))
        {
            throw new UserErrorException(Codes.InvalidOption, "CrossLayerEqualization 'true' needs CalibrationData and the quantization 'Static'. Give both, or leave it out.");
        }

        if (options.SmoothQuant == true && !FloatSmoothing.IsOn(options, options.CalibrationData.Length > 0))
        {
            throw new UserErrorException(Codes.InvalidOption, "SmoothQuant 'true' needs the quantization 'Dynamic'. Add it, or leave SmoothQuant out.");
        }
    }

    /// <summary>A hundredth is a sensible loss of a share; of metres or words it may be anything.</summary>
    private static void CheckLimit(Dictionary<string, string> given, CompressionOptions options)
    {
        if (options.Metric.Length > 0 && !given.ContainsKey("MaxMetricDrop") && new Catalog().Create<IMetric>(options.Metric).Bound is null)
        {
            throw new UserErrorException(Codes.InvalidOption, $"Metric '{options.Metric}' has no best size of a loss, so no default fits: give MaxMetricDrop, the loss that is allowed in the metric's own unit.");
        }
    }

    /// <summary>Weights in blocks belong to WeightOnly, and it has nothing else.</summary>
    private static void CheckBlocks(CompressionOptions options)
    {
        var node = options.Node;
        var weightOnly = options.Quantization.Split('+').Contains("WeightOnly");
        string? problem = (weightOnly, node) switch
        {
            (false, { WeightSymmetry: Symmetry.Asymmetric }) => "WeightSymmetry 'Asymmetric' needs Quantization 'WeightOnly'; the integer kernels take symmetric weights.",
            (false, { Granularity: Granularity.PerBlock }) => "Granularity 'PerBlock' needs Quantization 'WeightOnly'.",
            (true, { WeightBits: not (4 or 8) }) => $"Quantization 'WeightOnly' stores 4 or 8 bits, WeightBits is {node.WeightBits.ToString(CultureInfo.InvariantCulture)}.",
            (true, { Granularity: Granularity.PerTensor }) => "Quantization 'WeightOnly' has a scale for each block; Granularity 'PerTensor' is not possible.",
            _ => null,
        };
        if (problem is not null)
        {
            throw new UserErrorException(Codes.InvalidOption, problem);
        }
    }

    /// <summary>Options this version knows but has only one value for are checked too: nothing the user writes is ignored silently.</summary>
    private void CheckTheRest(Dictionary<string, string> given)
    {
        foreach (var option in definitions.All)
        {
            _ = option.Kind switch
            {
                OptionKind.Choice => Choice(given, option.Name),
                OptionKind.Choices => Choices(given, option.Name),
                OptionKind.Number or OptionKind.Integer or OptionKind.Size => Number(given, option.Name)?.ToString(CultureInfo.InvariantCulture),
                _ => null,
            };
        }
    }

    private string Choice(Dictionary<string, string> given, string name)
    {
        var option = Definition(name);
        var text = Text(given, option);
        if (text.Length == 0)
        {
            return text;
        }

        return OneOf(option, text);
    }

    /// <summary>Choices joined by +, each once.</summary>
    private string Choices(Dictionary<string, string> given, string name)
    {
        var option = Definition(name);
        var chosen = Text(given, option).Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => OneOf(option, text)).Distinct().ToList();
        return chosen.Count > 1 && chosen.Contains("None")
            ? throw new UserErrorException(Codes.InvalidOption, $"{name} 'None' stands alone; it cannot be joined with others.")
            : string.Join('+', chosen);
    }

    /// <summary>Null when nothing is given and the default is left to the recipe.</summary>
    private bool? Flag(Dictionary<string, string> given, string name) => Choice(given, name) is { Length: > 0 } text ? text == "true" : null;

    private static string OneOf(OptionDefinition option, string text)
    {
        var choices = option.Choices ?? [];
        return choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserErrorException(Codes.InvalidOption, $"{option.Name} '{text}' is not available. Allowed: {string.Join(", ", choices)}.");
    }

    private double? Number(Dictionary<string, string> given, string name)
    {
        var option = Definition(name);
        var text = option.Kind == OptionKind.Choice ? Choice(given, name) : Text(given, option);
        if (text.Length == 0)
        {
            return null;
        }

        var value = Parse(option.Kind, text);
        return value >= option.Min && value <= option.Max
            ? value
            : throw new UserErrorException(Codes.InvalidOption, $"{name} '{text}' is not allowed. It must be {Expected(option)}.");
    }

    private static double? Parse(OptionKind kind, string text)
    {
        var factor = 1L;
        if (kind == OptionKind.Size)
        {
            var unit = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase));
            factor = unit.Suffix is null ? 1 : unit.Factor;
            text = unit.Suffix is null ? text : text[..^unit.Suffix.Length].TrimEnd();
        }

        var parsed = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        var whole = kind == OptionKind.Number || (value * factor) % 1 == 0;
        return parsed && whole ? value * factor : null;
    }

    private static string Expected(OptionDefinition option)
    {
        var limits = (double.IsFinite(option.Min), double.IsFinite(option.Max)) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {option.Min} to {option.Max}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $", at least {option.Min}"),
            _ => "",
        };
        return option.Kind switch
        {
            OptionKind.Size => "a size such as 500kB or 2MB",
            OptionKind.Integer => "a whole number" + limits,
            _ => "a number" + limits + " (decimal point, no percent sign)",
        };
    }

    private string FilePath(Dictionary<string, string> given, string name, string folder)
    {
        var text = Text(given, Definition(name));
        return text.Length == 0 ? "" : Path.GetFullPath(text.Replace('\\', Path.DirectorySeparatorChar), folder);
    }

    private static string Text(Dictionary<string, string> given, OptionDefinition option) =>
        given.TryGetValue(option.Name, out var text) && text.Trim() is { Length: > 0 } trimmed ? trimmed : option.Default;

    private OptionDefinition Definition(string name) => definitions.Find(name) ?? throw new InvalidOperationException($"No option is called {name}.");

    private void WarnAboutTypos(IEnumerable<string> names)
    {
        foreach (var name in names.Where(name => definitions.Find(name) is null).Order(StringComparer.Ordinal))
        {
            if (definitions.All.FirstOrDefault(option => IsNear(option.Name, name)) is { } near)
            {
                diagnostics.Report(Diagnostic.Warning(Codes.UnknownOption, $"'{name}' is not an option of CompressModel. Did you mean '{near.Name}'?"));
            }
        }
    }

    /// <summary>True when at most two edits (one for short names) turn one name into the other.</summary>
    private static bool IsNear(string known, string given)
    {
        var allowed = known.Length > 6 ? 2 : 1;
        if (Math.Abs(known.Length - given.Length) > allowed)
        {
            return false;
        }

        var row = Enumerable.Range(0, given.Length + 1).ToArray();
        foreach (var (c, i) in known.ToLowerInvariant().Select((c, i) => (c, i)))
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j < row.Length; j++)
            {
                var substitution = diagonal + (char.ToLowerInvariant(given[j - 1]) == c ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1] <= allowed;
    }
}
