using System.CommandLine;
using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Engine.Cli;

/// <summary><c>modelc evaluate MODEL --validation-data D --metric M [--against ORIGINAL]</c>.</summary>
internal static class EvaluateCommand
{
    private static readonly string[] Wanted =
        ["CalibrationData", "ValidationData", "Preprocess", "Labels", "Metric", "MaxMetricDrop", "MinMetric", "MaxSize", "MaxClassDrop", "GatePolicy", "Confidence", "Selection", "Folds", "Subsets", "SubsetSize", "GateSeverity", "MaxMinutes", "Seed"];

    public static Command Create(Catalog catalog, Func<IModelRunnerFactory> runners)
    {
        var against = new Option<string>("--against") { Description = "The original to compare with; without it the model is compared with itself.", HelpName = "file" };
        var command = new ModelCommand("evaluate", "Measures accuracy and speed of a model, alone or against an original, and judges it.")
        {
            Model = new Argument<string>("model") { Description = "The ONNX model to measure.", HelpName = "MODEL" },
            File = against,
            Options = CommandLine.OptionsFor(catalog, definition => Wanted.Contains(definition.Name)),
            PathsOf = (parsed, name) => (CommandGuard.FullPath(parsed.GetValue(against) ?? name, "the original"), CommandGuard.FullPath(name, "a model")),
            Run = CompressionRun.Evaluate,
        };
        return command.Create(catalog, runners);
    }
}
