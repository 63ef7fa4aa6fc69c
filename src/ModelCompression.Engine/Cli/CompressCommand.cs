using System.CommandLine;
using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Engine.Cli;

/// <summary><c>modelc compress MODEL -o OUT [options]</c>.</summary>
internal static class CompressCommand
{
    public static Command Create(Catalog catalog, Func<IModelRunnerFactory> runners)
    {
        var output = new Option<string>("--output", "-o") { Description = "Where the compressed model goes; replaced only when the result is accepted.", HelpName = "file", Required = true };
        var lockMode = new Option<string>("--lock-mode") { Description = "What is done with the lock file beside the model (model.onnx.lock.json). One of: Off, Verify, Update. Default: Off.", HelpName = "name" };
        var command = new ModelCommand("compress", "Quantizes and prunes a model, measures the result against the original and writes it when it is good enough.")
        {
            Model = new Argument<string>("model") { Description = "The ONNX model to compress. It is never changed.", HelpName = "MODEL" },
            File = output,
            Options = CommandLine.OptionsFor(catalog, _ => true),
            PathsOf = (parsed, name) => (CommandGuard.FullPath(name, "a model"), CommandGuard.FullPath(parsed.GetRequiredValue(output), "a file for the result")),
            LockMode = lockMode,
            Run = CompressionRun.Run,
        };
        return command.Create(catalog, runners);
    }
}
