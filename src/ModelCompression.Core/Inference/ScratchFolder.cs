using ModelCompression.Diagnostics;

namespace ModelCompression.Inference;

/// <summary>A folder of its own for files in the making; gone with everything in it when disposed.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <param name="parent">Where to make it; null for the user's temporary folder.</param>
    /// <exception cref="UserErrorException">MC0006: it cannot be made.</exception>
    public ScratchFolder(string? parent)
    {
        try
        {
            Path = parent is null ? Directory.CreateTempSubdirectory("modelc-").FullName : Directory.CreateDirectory(System.IO.Path.Combine(parent, System.IO.Path.GetRandomFileName())).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.OutputNotWritable,
                $"A folder for temporary files cannot be made in '{parent ?? System.IO.Path.GetTempPath()}': {exception.Message} Set ModelCompressionCacheDirectory to a folder you can write.", parent, exception);
        }
    }

    public string Path { get; }

    /// <summary>The full path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A scanner, or the runtime, may still hold a file open; the folder is in a place for temporary files and harmless.
        }
    }
}
