using ModelCompression.Diagnostics;

namespace ModelCompression.Engine;

/// <summary>What a process tells about an exception: a diagnostic and an exit code.</summary>
internal sealed record Failure(Diagnostic Diagnostic, int ExitCode)
{
    public static Failure Of(Exception exception) => exception is UserErrorException error
        ? new Failure(error.Diagnostic, Engine.ExitCode.UserError)
        : new Failure(
            Diagnostic.Error(Codes.Bug,
                $"ModelCompression.Build has a bug: {exception.GetType().Name}: {exception.Message} Please report it with the model's operators and these lines: {exception.StackTrace}"),
            Engine.ExitCode.Bug);
}
