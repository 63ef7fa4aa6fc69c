using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ModelCompression.Engine.Cli;

/// <summary>The usual help, followed by examples of the command and its exit codes.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0   accepted
          1   a gate failed
          2   something in the arguments, the model or the data must be corrected
          70  a bug in modelc

        """;

    private readonly HelpAction _usual = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = _usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.Write((Examples(parseResult.CommandResult.Command.Name) + ExitCodes).ReplaceLineEndings());
        return code;
    }

    private static string Examples(string command) => command switch
    {
        "compress" => """
            Examples:
              modelc compress digits.onnx -o small.onnx
              modelc compress digits.onnx -o small.onnx --calibration-data train.npz --validation-data test.npz --max-metric-drop 0.01
              modelc compress photos.onnx -o small.onnx --calibration-data photos/train --validation-data photos/test --preprocess photos.pre.json --report report


            """,
        "evaluate" => """
            Examples:
              modelc evaluate digits.onnx --validation-data test.npz
              modelc evaluate small.onnx --against digits.onnx --validation-data test.npz --max-metric-drop 0.005


            """,
        "inspect" => """
            Examples:
              modelc inspect digits.onnx


            """,
        _ => """
            Examples:
              modelc compress digits.onnx -o small.onnx --calibration-data train.npz --validation-data test.npz
              modelc compress --help


            """,
    };
}
