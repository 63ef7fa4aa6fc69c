using System.IO.Compression;
using ModelCompression.Testing;

namespace ModelCompression.Build.Tests;

/// <summary>The engine as a .NET tool: packed, installed from a folder, and run.</summary>
[TestClass]
public sealed class ToolPackageTests
{
    private static string Version => PackedFeed.Version;

    [TestMethod]
    public void Tool_packs_five_platforms_installs_and_inspects_a_model()
    {
        using var folder = new TempFolder();
        Run(Repository.Folder, "pack", "src/ModelCompression.Engine", "--no-build", "-c", Repository.Configuration, "-o", folder["feed"], $"-p:Version={Version}", "-nologo", "-v:q");
        var package = folder[$"feed/ModelCompression.Tool.{Version}.nupkg"];
        Assert.IsLessThan(60_000_000, new FileInfo(package).Length);
        AssertContents(package);

        File.WriteAllText(folder["nuget.config"], "<configuration><packageSources><clear /><add key=\"feed\" value=\"feed\" /></packageSources></configuration>");
        Run(folder.Path, "tool", "install", "ModelCompression.Tool", "--version", Version, "--tool-path", folder["tools"], "--configfile", folder["nuget.config"]);
        SmallModel.Write(folder["small.onnx"]);
        var engine = Directory.EnumerateFiles(folder["tools"], "ModelCompression.Engine.dll", SearchOption.AllDirectories).Single();
        var output = Run(folder.Path, "exec", engine, "inspect", folder["small.onnx"]);

        Assert.IsTrue(File.Exists(folder["tools/modelc"]) || File.Exists(folder["tools/modelc.exe"]), "the command is called modelc");
        Assert.Contains("Operators", output);
    }

    private static void AssertContents(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        var files = archive.Entries.Select(entry => entry.FullName).ToList();
        Assert.HasCount(5, files.Where(file => file.Contains("/native/", StringComparison.Ordinal) && !file.Contains("providers_shared", StringComparison.Ordinal)).ToList());
        Assert.Contains("THIRD-PARTY-NOTICES.txt", files);
        Assert.IsFalse(files.Any(file => file.Contains("android", StringComparison.Ordinal) || file.Contains("ios", StringComparison.Ordinal)));
    }

    private static string Run(string folder, params string[] arguments)
    {
        var (code, output) = DotNet.Run(folder, arguments);
        Assert.AreEqual(0, code, output);
        return output;
    }
}
