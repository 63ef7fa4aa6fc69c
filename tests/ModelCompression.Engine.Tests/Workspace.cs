using ModelCompression.Testing;

namespace ModelCompression.Engine.Tests;

/// <summary>A project folder for one test, with a space and a non-ASCII letter in its path, and folders beside it for everything an engine may write elsewhere.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly TempFolder _folder = new();

    public Workspace()
    {
        Directory.CreateDirectory(Root);
        foreach (var name in new[] { "home", "user-cache", "temp" })
        {
            Directory.CreateDirectory(Aside(name));
        }
    }

    /// <summary>Working folder of the engine.</summary>
    public string Root => _folder["project é"];

    public string this[string relative] => Path.Combine(Root, relative);

    /// <summary>Files and folders under <see cref="Root"/>, relative, in ordinal order.</summary>
    public IReadOnlyList<string> Files => [.. Names(Root)];

    /// <summary>What is in temporary, home and cache folders: nothing, after a command line without a cache.</summary>
    public IReadOnlyList<string> Strays => [.. new[] { "home", "user-cache", "temp" }.SelectMany(name => Names(Aside(name)).Select(file => name + "/" + file))];

    public string Aside(string name) => _folder[name];

    public string Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative]) ?? Root);
        File.WriteAllBytes(this[relative], content);
        return this[relative];
    }

    public string Write(string relative, string content) => Write(relative, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Runs the engine to its end, with the project folder as working folder.</summary>
    public EngineResult Run(params IEnumerable<string> arguments)
    {
        using var engine = new EngineProcess(this, arguments);
        return engine.Finish();
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
