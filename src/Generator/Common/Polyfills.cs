using System;

namespace System.Runtime.CompilerServices
{
    /// <summary>Lets records be compiled for .NET Standard 2.0.</summary>
    internal static class IsExternalInit;

    /// <summary>Lets <c>required</c> members be compiled for .NET Standard 2.0.</summary>
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class RequiredMemberAttribute : Attribute;

    /// <inheritdoc cref="RequiredMemberAttribute"/>
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <inheritdoc cref="System.Runtime.CompilerServices.RequiredMemberAttribute"/>
    [AttributeUsage(AttributeTargets.Constructor)]
    internal sealed class SetsRequiredMembersAttribute : Attribute;
}
