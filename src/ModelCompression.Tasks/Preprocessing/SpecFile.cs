using ModelCompression.Data.Preprocessing;
using ModelCompression.Tasks.Items;

namespace ModelCompression.Tasks.Preprocessing;

/// <summary>A spec as the task sees it; says the same of errors as the engine.</summary>
internal sealed class SpecFile(string path) : ISpecFile
{
    public string Folder => Path.GetDirectoryName(path);

    public Exception Error(string subject, string problem) =>
        new ItemException(TaskCodes.InvalidPreprocessing, $"Preprocessing spec '{Path.GetFileName(path)}': {subject} {problem}.");
}
