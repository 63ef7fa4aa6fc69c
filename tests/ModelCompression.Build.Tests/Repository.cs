using System.Reflection;

namespace ModelCompression.Build.Tests;

/// <summary>Where the repository and its packages are; known when this assembly is built.</summary>
internal static class Repository
{
    public static string Folder { get; } = Metadata("RepositoryFolder");

    /// <summary>The packages this repository was restored with; tests need no other source.</summary>
    public static string PackagesFolder { get; } = Metadata("PackagesFolder");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string FakeEngine { get; } = Path.Combine(Folder, "tests/ModelCompression.FakeEngine/bin", Configuration, "net10.0/ModelCompression.FakeEngine.dll");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value
        ?? throw new InvalidOperationException($"{key} is not in the assembly.");
}
