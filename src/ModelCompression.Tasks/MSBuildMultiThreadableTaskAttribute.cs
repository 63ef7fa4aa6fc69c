#pragma warning disable IDE0161 // the namespace is MSBuild's, not the folder's: MSBuild looks for the attribute by its full name
namespace Microsoft.Build.Framework
{
    /// <summary>Tells MSBuild that a task uses absolute paths and no state of the process, so that it can run in a node that builds projects on several threads.</summary>
    [AttributeUsage(AttributeTargets.Class, Inherited = false)]
    internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
}
