using System.IO.Compression;
using System.Xml.Linq;

namespace ModelCompression.Build.Tests;

[TestClass]
public sealed class PackageTests
{
    private static readonly string[] Natives =
    [
        "linux-arm64/native/libonnxruntime.so",
        "linux-x64/native/libonnxruntime.so",
        "osx-arm64/native/libonnxruntime.dylib",
        "win-arm64/native/onnxruntime.dll",
        "win-x64/native/onnxruntime.dll",
    ];

    [TestMethod]
    public void Stays_below_60_MB() => Assert.IsLessThan(60_000_000, new FileInfo(PackedFeed.Package).Length);

    [TestMethod]
    public void Holds_tasks_engine_and_the_natives_of_five_platforms_and_no_others()
    {
        var files = Entries();

        foreach (var file in new[]
        {
            "Sdk/Sdk.props", "Sdk/Sdk.targets", "build/ModelCompression.Build.props", "build/ModelCompression.Build.targets", "buildMultiTargeting/ModelCompression.Build.targets",
            "tasks/netstandard2.0/ModelCompression.Tasks.dll", "tools/net10.0/any/ModelCompression.Engine.dll", "tools/net10.0/any/ModelCompression.Engine.deps.json",
            "tools/net10.0/any/ModelCompression.Engine.runtimeconfig.json", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt",
        })
        {
            Assert.Contains(file, files);
        }

        var natives = files.Where(file => file.StartsWith("tools/net10.0/any/runtimes/", StringComparison.Ordinal) && !file.Contains("providers_shared", StringComparison.Ordinal));
        CollectionAssert.AreEqual(Natives, natives.Select(file => file["tools/net10.0/any/runtimes/".Length..]).Order(StringComparer.Ordinal).ToArray());
        Assert.HasCount(1, files.Where(file => file.StartsWith("tasks/", StringComparison.Ordinal)).ToList(), "the tasks need nothing beside them");
        Assert.IsFalse(files.Any(file => file.StartsWith("lib/", StringComparison.Ordinal) || file.Contains("android", StringComparison.Ordinal) || file.EndsWith(".pdb", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Is_a_development_dependency_and_an_SDK_without_dependencies()
    {
        using var package = ZipFile.OpenRead(PackedFeed.Package);
        using var stream = package.GetEntry("ModelCompression.Build.nuspec")!.Open(); // every package has one
        var metadata = XDocument.Load(stream).Root!.Elements().First(); // package/metadata

        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.AreEqual("true", Value("developmentDependency"));
        Assert.AreEqual("MIT", Value("license"));
        var types = metadata.Descendants().Where(element => element.Name.LocalName == "packageType").Select(element => element.Attribute("name")?.Value);
        Assert.AreEqual("Dependency MSBuildSdk", string.Join(' ', types));
        Assert.IsFalse(metadata.Descendants().Any(element => element.Name.LocalName == "dependency"));
    }

    [TestMethod]
    public void Every_library_in_it_is_in_the_notices()
    {
        using var package = ZipFile.OpenRead(PackedFeed.Package);
        using var reader = new StreamReader(package.GetEntry("THIRD-PARTY-NOTICES.txt")!.Open()); // asserted above
        var notices = reader.ReadToEnd();

        var libraries = package.Entries.Where(entry => Path.GetDirectoryName(entry.FullName) == Path.Combine("tools", "net10.0", "any") && entry.Name.EndsWith(".dll", StringComparison.Ordinal))
            .Select(entry => Path.GetFileNameWithoutExtension(entry.Name)).Where(name => !name.StartsWith("ModelCompression.", StringComparison.Ordinal)).ToList();
        Assert.IsGreaterThan(4, libraries.Count);
        foreach (var library in libraries)
        {
            Assert.Contains(library, notices);
        }
    }

    [TestMethod]
    public void The_runtime_version_of_the_checks_is_the_engines()
    {
        var targets = File.ReadAllText(Path.Combine(Repository.Folder, "src/ModelCompression.Build/build/ModelCompression.Build.Common.targets"));
        var versions = XDocument.Load(Path.Combine(Repository.Folder, "Directory.Packages.props")).Descendants("PackageVersion");
        var version = versions.Single(element => element.Attribute("Include")?.Value == "Microsoft.ML.OnnxRuntime").Attribute("Version")?.Value;

        Assert.Contains($"<_ModelCompressionRuntimeVersion>{version}</_ModelCompressionRuntimeVersion>", targets);
    }

    private static List<string> Entries()
    {
        using var package = ZipFile.OpenRead(PackedFeed.Package);
        return [.. package.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName))];
    }
}
