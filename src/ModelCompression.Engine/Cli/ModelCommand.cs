using System.CommandLine;
using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Engine.Cli;

/// <summary>Runs a compression or an evaluation; see <see cref="CompressionRun"/>.</summary>
internal delegate CompressionOutcome ModelRun(
    CompressorHost host, Catalog catalog, IDiagnostics sink, string folder, CompressionTask task, CancellationToken cancel);

/// <summary>What the commands have in common that compute something about one model.</summary>
internal sealed class ModelCommand(string name, string description)
{
    public required Argument<string> Model { get; init; }

    /// <summary>The option that names the other file.</summary>
    public required Option<string> File { get; init; }

    public required IReadOnlyList<(OptionDefinition Definition, Option<string> Option)> Options { get; init; }

    /// <summary>The original and the file that is written or judged, from what was parsed and the model as the user named it.</summary>
    public required Func<ParseResult, string, (string Original, string Output)> PathsOf { get; init; }

    /// <summary>The option about the lock file; null for a command that has none.</summary>
    public Option<string>? LockMode { get; init; }

    public required ModelRun Run { get; init; }

    /// <param name="runners">Loads the runtime when the command runs.</param>
    public Command Create(Catalog catalog, Func<IModelRunnerFactory> runners)
    {
        var common = new CommonOptions();
        var command = new Command(name, description);
        command.Add(Model);
        command.Add(File);
        foreach (var (_, option) in Options)
        {
            command.Add(option);
        }

        if (LockMode is not null)
        {
            command.Add(LockMode);
        }

        common.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var model = parsed.GetRequiredValue(Model);
            return Task.FromResult(common.Guard(parsed, model, progress =>
            {
                var (original, output) = PathsOf(parsed, model);
                var task = new CompressionTask(model, original, output, CommandLine.ValuesOf(parsed, Options), KeepOutputOnFailure: true, CacheOnly: false)
                {
                    LockMode = LockMode is null ? "Off" : parsed.GetValue(LockMode) ?? "Off",
                };
                using var cache = common.Cache(parsed);
                return Run(EngineHost.Create(runners(), cache.Path, common.Threads(parsed)), catalog, progress, Directory.GetCurrentDirectory(), task, cancel);
            }));
        });
        return command;
    }
}
