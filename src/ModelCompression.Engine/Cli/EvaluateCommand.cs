using System.CommandLine;
using ModelCompression.Compression;
using ModelCompression.Inference;
using ModelCompression.Reporting;

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
        command.SetAction((parsed, cancel) => Task.FromResult(common.Guard(parsed, progress =>
        {
            var name = parsed.GetRequiredValue(model);
            var original = Path.GetFullPath(parsed.GetValue(against) ?? name);
            using var cache = common.Cache(parsed);
            var host = EngineHost.Create(runners, cache.Path, common.Threads(parsed));
            var task = new CompressionTask(name, original, Path.GetFullPath(name), CommandLine.ValuesOf(parsed, options), KeepOutputOnFailure: true, CacheOnly: false);
            var outcome = CompressionRun.Evaluate(host, catalog, progress, Directory.GetCurrentDirectory(), task, cancel);
            if (parsed.GetValue(common.Report) is { } report)
            {
                ReportWriter.Write(outcome.Report, Path.GetFullPath(report));
            }

            return (outcome.Report, outcome.ExitCode);
        })));
        return command;
    }
}
