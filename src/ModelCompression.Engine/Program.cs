using ModelCompression.Engine.Cli;
using ModelCompression.Engine.Protocol;
using ModelCompression.OnnxRuntime;

namespace ModelCompression.Engine;

/// <summary>The composition root: a request of the MSBuild task, or a command line.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        // Loading the runtime takes longer than most of what the command line does without it.
        return arguments is ["request", var path] ? RequestRunner.Run(path, () => new OrtRunnerFactory()) : CommandLine.Run(arguments, () => new OrtRunnerFactory());
    }
}
