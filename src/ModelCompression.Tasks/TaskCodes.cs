namespace ModelCompression.Tasks;

/// <summary>The codes of the diagnostics that the tasks report by themselves; their meaning is the engine's, see its list of codes.</summary>
internal static class TaskCodes
{
    public const string HostNotFound = "MC0001";

    public const string DuplicateItem = "MC0002";

    public const string InvalidOption = "MC0004";

    public const string OutputNotWritable = "MC0006";

    public const string EngineCrashed = "MC1000";

    public const string DataMismatch = "MC2004";

    public const string InvalidExternalData = "MC2010";

    public const string InvalidPreprocessing = "MC2011";
}
