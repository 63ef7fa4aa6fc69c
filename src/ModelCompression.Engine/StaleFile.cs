using ModelCompression.Diagnostics;

namespace ModelCompression.Engine;

/// <summary>A file of an earlier success that must not outlive a failure.</summary>
internal static class StaleFile
{
    /// <summary>Removes the file; when that cannot be done, says so.</summary>
    /// <param name="unless">A file that is never removed: the original.</param>
    public static void Remove(string path, string unless, IDiagnostics diagnostics)
    {
        try
        {
            if (File.Exists(path) && !string.Equals(Path.GetFullPath(path), Path.GetFullPath(unless), StringComparison.OrdinalIgnoreCase))
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Report(Diagnostic.Error(Codes.OutputNotWritable, $"'{path}' cannot be removed after the failure: {exception.Message} Remove it by hand.", path));
        }
    }
}
