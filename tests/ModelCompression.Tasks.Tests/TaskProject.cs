using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ModelCompression.Testing;

namespace ModelCompression.Tasks.Tests;

/// <summary>A project folder with a project file for the tasks to work on; nothing builds it.</summary>
internal sealed class TaskProject : IDisposable
{
    private readonly TempFolder _folder = new();

    public TaskProject(params string[] itemLines)
    {
        Write("App.csproj", "<Project>\n  <ItemGroup>\n" + string.Concat(itemLines.Select(line => $"    {line}\n")) + "  </ItemGroup>\n</Project>\n");
    }

    public RecordingBuildEngine Log { get; } = new();

    public string Directory => _folder.Path;

    public string ProjectFile => _folder["App.csproj"];

    public string Intermediate => _folder["obj/models/"];

    public string Cache => _folder["cache"];

    public static string FakeEngine { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory.Replace("ModelCompression.Tasks.Tests", "ModelCompression.FakeEngine", StringComparison.Ordinal), "ModelCompression.FakeEngine.dll"));

    public static string Host { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../dotnet" + (OperatingSystem.IsWindows() ? ".exe" : "")); // the runtime is never in memory only

    public string this[string relative] => _folder[relative];

    public string Write(string relative, string text)
    {
        var path = _folder[relative];
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
        File.WriteAllText(path, text);
        return path;
    }

    public static TaskItem Model(string include, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(include);
        foreach (var (name, value) in metadata)
        {
            item.SetMetadata(name, value);
        }

        return item;
    }

    public CompressModels Compress(params ITaskItem[] items)
    {
        System.IO.Directory.CreateDirectory(Intermediate);
        return new CompressModels
        {
            BuildEngine = Log,
            Models = items,
            ProjectFile = ProjectFile,
            IntermediateDirectory = Intermediate,
            Engine = FakeEngine,
            Host = Host,
            SdkFrameworkVersion = "10.0",
            CacheDirectory = "cache",
            MaxThreads = "2",
        };
    }

    public PrepareModels Prepare(params ITaskItem[] items) => new()
    {
        BuildEngine = Log,
        Models = items,
        ProjectFile = ProjectFile,
        IntermediateDirectory = Intermediate,
        RootNamespace = "App",
        Engine = FakeEngine,
        Mode = "Compress",
    };

    public void Dispose() => _folder.Dispose();
}
