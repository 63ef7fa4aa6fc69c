using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Names the spec in messages.</summary>
internal sealed record SpecFile(string Name, string? Path) : ISpecFile
{
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path ?? "spec")) ?? ".";

    public Exception Error(string subject, string problem) => new UserErrorException(Codes.InvalidPreprocessing, $"{Name}: {subject} {problem}.", Path);
}
