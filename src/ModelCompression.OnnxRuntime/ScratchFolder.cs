namespace ModelCompression.OnnxRuntime;

/// <summary>A new private folder that goes away with this object.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string _path;

    /// <param name="parent">Where to make it; null for the user's temporary folder.</param>
    public ScratchFolder(string? parent)
    {
        if (parent is null)
        {
            _path = Directory.CreateTempSubdirectory("modelc-").FullName;
            return;
        }

        _path = Path.Combine(parent, Path.GetRandomFileName());
        Directory.CreateDirectory(_path);
    }

    public string File(string name) => Path.Combine(_path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A scanner may hold a file open; the folder is in a temporary place and harmless.
        }
    }
}
