#pragma warning disable IDE0161 // the namespace is the compiler's, not the folder's: records need the type, and .NET Standard 2.0 has none
namespace System.Runtime.CompilerServices
{
    /// <summary>Marks properties that can be set by initializers only.</summary>
    internal static class IsExternalInit;
}
