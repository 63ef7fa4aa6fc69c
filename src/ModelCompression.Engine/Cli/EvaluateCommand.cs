using System.CommandLine;
using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Inference;

namespace ModelCompression.Engine.Cli;

/// <summary><c>modelc evaluate MODEL --validation-data D --metric M [--against ORIGINAL]</c>.</summary>
internal static class EvaluateCommand
{
    private static readonly string[] Wanted =
        ["CalibrationData", "ValidationData", "Preprocess", "Labels", "Metric", "MaxMetricDrop", "MinMetric", "MaxSize", "GatePolicy", "GateSeverity", "MaxMinutes", "Seed"];

    public static Command Create(Catalog catalog, IModelRunnerFactory runners)
    {
        var model = new Argument<string>("model") { Description = "The ONNX model to measure.", HelpName = "MODEL" };
        var against = new Option<string>("--against") { Description = "The original to compare with; without it the model is compared with itself.", HelpName = "file" };
        var common = new CommonOptions();
        var options = CommandLine.OptionsFor(catalog, definition => Wanted.Contains(definition.Name));
        var command = new Command("evaluate", "Measures accuracy and speed of a model, alone or against an original, and judges it.");
        command.Add(model);
        command.Add(against);
        foreach (var (_, option) in options)
        {
            command.Add(option);
        }

        common.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(model);
            return Task.FromResult(common.Guard(parsed, name, progress =>
            {
                var original = CommandGuard.FullPath(parsed.GetValue(against) ?? name, "the original");
                var task = new CompressionTask(name, original, CommandGuard.FullPath(name, "a model"), CommandLine.ValuesOf(parsed, options), KeepOutputOnFailure: true, CacheOnly: false);
                using var cache = common.Cache(parsed);
                return CompressionRun.Evaluate(EngineHost.Create(runners, cache.Path, common.Threads(parsed)), catalog, progress, Directory.GetCurrentDirectory(), task, cancel);
            }));
        });
        return command;
    }
}
