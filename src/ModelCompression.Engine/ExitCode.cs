namespace ModelCompression.Engine;

/// <summary>Exit codes of the engine and the command line.</summary>
internal static class ExitCode
{
    /// <summary>Accepted.</summary>
    public const int Accepted = 0;

    /// <summary>A gate failed.</summary>
    public const int GateFailed = 1;

    /// <summary>The user can fix it.</summary>
    public const int UserError = 2;

    /// <summary>A bug.</summary>
    public const int Bug = 70;
}
