using System.CommandLine;
using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Inference;

namespace ModelCompression.Engine.Cli;

/// <summary><c>modelc compress MODEL -o OUT [options]</c>.</summary>
internal static class CompressCommand
{
    public static Command Create(Catalog catalog, IModelRunnerFactory runners)
    {
        var model = new Argument<string>("model") { Description = "The ONNX model to compress. It is never changed.", HelpName = "MODEL" };
        var output = new Option<string>("--output", "-o") { Description = "Where the compressed model goes; replaced only when the result is accepted.", HelpName = "file", Required = true };
        var common = new CommonOptions();
        var options = CommandLine.OptionsFor(catalog, _ => true);
        var command = new Command("compress", "Quantizes and prunes a model, measures the result against the original and writes it when it is good enough.");
        command.Add(model);
        command.Add(output);
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
                var task = new CompressionTask(name, CommandGuard.FullPath(name, "a model"), CommandGuard.FullPath(parsed.GetRequiredValue(output), "a file for the result"),
                    CommandLine.ValuesOf(parsed, options), KeepOutputOnFailure: true, CacheOnly: false);
                using var cache = common.Cache(parsed);
                return CompressionRun.Run(EngineHost.Create(runners, cache.Path, common.Threads(parsed)), catalog, progress, Directory.GetCurrentDirectory(), task, cancel);
            }));
        });
        return command;
    }
}
